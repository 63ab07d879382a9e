namespace Commands.Streams.Operators.Tables;

/// <summary>Computes the value of a row from that of another table's row.</summary>
internal delegate TOut? RowFunction<TKey, TIn, TOut>(TKey key, TIn? value);
