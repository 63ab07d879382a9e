namespace Commands.Streams.Subscribing.Handling;

/// <summary>How often a command is tried, how long to wait in between, and which exceptions are final at once.</summary>
internal sealed record RetryPolicy(int Attempts, Backoff Backoff)
{
    public static RetryPolicy None { get; } = new(1, Backoff.None);

    /// <summary>Exceptions of these types, and those derived from them, are not retried.</summary>
    public IReadOnlyList<Type> Except { get; init; } = [];

    public bool IsEnabled => Attempts > 1;

    public static RetryPolicy Create(int attempts, Backoff backoff, IReadOnlyList<Type>? except, RetryPolicy before)
    {
        ArgumentNullException.ThrowIfNull(backoff);
        if (attempts < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(attempts), attempts, $"A command is tried at least once, not {attempts} times. Use 1 or more, including the first attempt.");
        }

        return (except ?? []).Aggregate(before with { Attempts = attempts, Backoff = backoff }, static (policy, type) => policy.With(type));
    }

    public RetryPolicy With(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.IsAssignableTo(typeof(Exception))
            ? this with { Except = [.. Except, type] }
            : throw new ArgumentException($"'{type}' is not an exception type, so no handler can throw it. Use exception types only.", nameof(type));
    }

    /// <summary>The delay before the next attempt; null if the command is not retried.</summary>
    public TimeSpan? DelayAfter<TKey, TCommand>(in ReceivedCommand<TKey, TCommand> received, Exception exception)
    {
        if (received.AttemptHere >= Attempts || !IsRetryable(exception))
        {
            return null;
        }

        var command = received.Command;
        return Backoff.DelayAfter(received.AttemptHere, (command.Offset << 16) + (command.Partition << 8));
    }

    /// <summary>Whether an exception may pass by itself.</summary>
    public bool IsRetryable(Exception exception) => exception switch
    {
        CommandRejectedException or CommandFailedException { IsRetryable: false } or DeadlinePassedException => false,
        _ => !Except.Any(type => type.IsInstanceOfType(exception)),
    };
}
