namespace Commands.Streams.Operators.Async;

/// <summary>The calls for one key, in offset order. The first is running or ready to run; the others wait for it.</summary>
internal sealed class Lane<TKey, TValue, TResult>(HandlerCall<TKey, TValue, TResult> first)
{
    private HandlerCall<TKey, TValue, TResult> _first = first;
    private HandlerCall<TKey, TValue, TResult> _last = first;

    public void Append(HandlerCall<TKey, TValue, TResult> call)
    {
        _last.NextInLane = call;
        _last = call;
    }

    /// <summary>Removes the first call.</summary>
    /// <returns>The call that is first now, or null.</returns>
    public HandlerCall<TKey, TValue, TResult>? RemoveFirst()
    {
        var next = _first.NextInLane;
        if (next is not null)
        {
            _first = next;
        }

        return next;
    }
}
