/** Circuit breakers of gateways, by kind and name. They are figures alone and hold no connection. */
import type { CircuitBreaker } from '../../core/concurrency/circuit-breaker.ts';

export type Circuits = Map<string, CircuitBreaker>;
