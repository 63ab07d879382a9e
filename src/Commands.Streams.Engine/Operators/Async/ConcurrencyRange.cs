namespace Commands.Streams.Operators.Async;

/// <summary>How many handlers an operator may have in flight: a number, or what a <see cref="GradientLimit"/> finds between two.</summary>
internal readonly record struct ConcurrencyRange(int Minimum, int Maximum);
