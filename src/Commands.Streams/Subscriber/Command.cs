using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>A command as its handler gets it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public readonly struct Command<TKey, TCommand>
{
    private readonly RecordContext _source;
    private readonly int _retries;

    /// <summary>Makes a command.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">What is to be done.</param>
    /// <param name="source">Where it was read, with timestamp and headers.</param>
    public Command(TKey key, TCommand value, RecordContext source)
    {
        Key = key;
        Value = value;
        _source = source;
    }

    /// <summary>Makes a command that was read nowhere, for the test of a handler.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">What is to be done.</param>
    /// <param name="headers">The headers; none by default.</param>
    public Command(TKey key, TCommand value, Headers? headers = null)
        : this(key, value, new RecordContext(null, -1, -1, 0, headers ?? Headers.Empty))
    {
    }

    private Command(in Command<TKey, TCommand> tried, int retries)
    {
        this = tried;
        _retries = retries;
    }

    /// <summary>The key: what the command is about. Commands with equal keys are handled in the order they were written.</summary>
    public TKey Key { get; }

    /// <summary>What is to be done.</summary>
    public TCommand Value { get; }

    /// <summary>What joins the response to the command, if the issuer gave it.</summary>
    public CorrelationId? CorrelationId => Headers.GetCorrelationId();

    /// <summary>What stays the same when the command is sent again, if the issuer gave it: the key for effects that must happen once.</summary>
    public CommandId? CommandId => Headers.GetCommandId();

    /// <summary>All headers, in order.</summary>
    public Headers Headers => _source.Headers ?? Headers.Empty;

    /// <summary>Unix time in milliseconds at which the command was written.</summary>
    public long Timestamp => _source.Timestamp;

    /// <summary>
    /// Which try this is: 1 for the first. After a restart it starts anew with the first since the command was read; retry topics keep count.
    /// </summary>
    public int Attempt => _retries + 1;

    /// <summary>The topic it was read from, or <see langword="null"/> for a command that was read nowhere.</summary>
    public string? Topic => _source.Topic;

    /// <summary>The partition it was read from, or -1.</summary>
    public int Partition => _source.Partition;

    /// <summary>Its offset, or -1.</summary>
    public long Offset => _source.Offset;

    /// <summary>The same command for its next try.</summary>
    internal Command<TKey, TCommand> NextAttempt() => new(in this, _retries + 1);

    /// <summary>The same command at a try that is not its first.</summary>
    internal Command<TKey, TCommand> At(int attempt) => new(in this, attempt - 1);

    /// <inheritdoc/>
    public override string ToString() => Topic is null ? $"command {Key}" : $"command {Key} of {Topic}-{Partition}@{Offset}";
}
