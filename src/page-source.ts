import { loadEarly } from './early-load.ts';
import { readKeepSetting } from './keep-setting.ts';
import { makeLocalSource } from './engine/local-source.ts';
import { reconstructionRequest } from './own-files.ts';

/**
 * The source that lives as long as the page. It opens what an earlier visit kept, or else the reconstruction, while the
 * page is still being fetched.
 */
export const source = loadEarly(makeLocalSource(), reconstructionRequest(), readKeepSetting());
