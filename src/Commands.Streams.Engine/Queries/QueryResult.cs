using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.Queries;

/// <summary>The answer to a query for one value.</summary>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="HasValue"><see langword="true"/> if the store has a value; otherwise <see langword="false"/>.</param>
/// <param name="Value">The value, if there is one.</param>
public readonly record struct QueryResult<TValue>(bool HasValue, TValue? Value)
{
    /// <summary>Returns the value, if there is one.</summary>
    /// <param name="value">The value.</param>
    /// <returns><see langword="true"/> if there is a value; otherwise <see langword="false"/>.</returns>
    public bool TryGet([MaybeNullWhen(false)] out TValue value)
    {
        value = Value;
        return HasValue;
    }
}
