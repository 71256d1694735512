import { serveCalls, type Port } from '../model/rpc.ts';
import { makeFieldHandlers } from './field-service.ts';

// TypeScript takes `self` for a window here, whose postMessage has other parameters.
serveCalls(self as unknown as Port, makeFieldHandlers());
