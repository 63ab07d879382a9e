using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>A command as passed to its handler.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public readonly struct Command<TKey, TCommand>
{
    private readonly RecordContext _source;
    private readonly int _retries;

    /// <summary>Creates a command.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The content of the command.</param>
    /// <param name="source">The record it was read from, with timestamp and headers.</param>
    public Command(TKey key, TCommand value, RecordContext source)
    {
        Key = key;
        Value = value;
        _source = source;
    }

    /// <summary>Creates a command that was not read from a topic, for testing a handler.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The content of the command.</param>
    /// <param name="headers">The headers; empty by default.</param>
    public Command(TKey key, TCommand value, Headers? headers = null)
        : this(key, value, new RecordContext(null, -1, -1, 0, headers ?? Headers.Empty))
    {
    }

    private Command(in Command<TKey, TCommand> tried, int retries)
    {
        this = tried;
        _retries = retries;
    }

    /// <summary>The key: the subject of the command. Commands with equal keys are handled in the order in which they were written.</summary>
    public TKey Key { get; }

    /// <summary>The content of the command.</summary>
    public TCommand Value { get; }

    /// <summary>The id that joins the response to the command, or <see langword="null"/> if the issuer set none.</summary>
    public CorrelationId? CorrelationId => Headers.GetCorrelationId();

    /// <summary>
    /// The id that stays the same when the command is sent again, or <see langword="null"/> if the issuer set none. Use it as the key for effects
    /// that must happen only once.
    /// </summary>
    public CommandId? CommandId => Headers.GetCommandId();

    /// <summary>All headers, in order.</summary>
    public Headers Headers => _source.Headers ?? Headers.Empty;

    /// <summary>The time at which the command was written, in Unix milliseconds.</summary>
    public long Timestamp => _source.Timestamp;

    /// <summary>
    /// The number of this attempt, starting at 1. After a restart, counting starts over unless the command was read from a retry topic, which keeps
    /// the count.
    /// </summary>
    public int Attempt => _retries + 1;

    /// <summary>The topic it was read from, or <see langword="null"/> for a command that was not read from a topic.</summary>
    public string? Topic => _source.Topic;

    /// <summary>The partition it was read from, or -1 if it was not read from a topic.</summary>
    public int Partition => _source.Partition;

    /// <summary>Its offset, or -1 if it was not read from a topic.</summary>
    public long Offset => _source.Offset;

    /// <summary>Returns the same command for its next attempt.</summary>
    internal Command<TKey, TCommand> NextAttempt() => new(in this, _retries + 1);

    /// <summary>Returns the same command for a given attempt.</summary>
    internal Command<TKey, TCommand> At(int attempt) => new(in this, attempt - 1);

    /// <inheritdoc/>
    public override string ToString() => Topic is null ? $"command {Key}" : $"command {Key} of {Topic}-{Partition}@{Offset}";
}
