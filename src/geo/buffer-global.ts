import { Buffer } from 'buffer';

/**
 * mmdb-lib reads through a global Buffer while it is being imported. Node has its own, which stays; a browser or a
 * worker gets the one of the `buffer` package. To be imported before mmdb-lib.
 */
const scope = globalThis as { Buffer?: typeof Buffer };
scope.Buffer ??= Buffer;
