/** Goes on with a value now when it is there, or later when it is promised: no promise on the way of most requests. */
export function whenKnown<V, R>(
  value: V | Promise<V>,
  next: (value: V) => R | Promise<R>,
): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
