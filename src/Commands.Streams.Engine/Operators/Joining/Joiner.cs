namespace Commands.Streams.Operators.Joining;

/// <summary>Computes the result of a join; a value that is missing is null.</summary>
internal delegate TResult Joiner<in TKey, in TLeft, in TRight, out TResult>(TKey key, TLeft? left, TRight? right);
