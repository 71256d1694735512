import { share, type Format } from '../format.ts';

/** TweetFeed: time, user, kind, indicator, tags and tweet, without a header. */
export const tweetfeed: Format = {
  name: 'TweetFeed indicators',
  matches: (seen) =>
    seen.names.length === 0 &&
    share(seen, 2, /^(?:ip|url|domain|md5|sha1|sha256)$/i) > 0.9 &&
    share(seen, 0, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) > 0.9,
  positions: { time: 0, category: 2, address: 3, family: 4 },
  subject: 'aside',
  categories: [{ pattern: '^ip$', subject: 'servers' }],
  otherIndicators: true,
  zone: 'UTC',
  remark:
    'Indicators that are addresses are taken for servers; domains, hashes and URLs are set aside.',
  notice: 'A tweet does not say whether an address is a C2 server or a host that attacked.',
};
