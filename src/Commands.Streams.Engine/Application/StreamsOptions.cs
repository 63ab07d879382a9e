using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams;

/// <summary>How an application runs its topology. Set before the application is made; it takes a copy.</summary>
public sealed record StreamsOptions
{
    private const int MaxWorkers = 1000;

    /// <summary>
    /// Names the application: its consumer group, and the prefix of its internal topics and transactional ids. All instances of an application share
    /// it. Required.
    /// </summary>
    public string ApplicationId { get; set; } = string.Empty;

    /// <summary>What a failure may do to the effects of records.</summary>
    /// <value>Default: <see cref="ProcessingGuarantee.AtLeastOnce"/>.</value>
    public ProcessingGuarantee Guarantee { get; set; }

    /// <summary>
    /// Whether records of transactions that were aborted, or have not ended, stay hidden from the application: Kafka's <c>isolation.level</c>, where
    /// <see langword="true"/> is <c>read_committed</c> and <see langword="false"/> is <c>read_uncommitted</c>. Uncommitted records are handled sooner, and
    /// stay handled if their transaction is aborted. Exactly-once always reads committed records.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ReadCommitted { get; set; } = true;

    /// <summary>The number of workers in this process, each a thread with a consumer and a producer. More than there are partitions stand idle.</summary>
    /// <value>1 to 1,000. Default: 1.</value>
    public int Workers { get; set; } = 1;

    /// <summary>How often offsets are committed.</summary>
    /// <value>More than 0. Default: <see langword="null"/>, which is 1 s at-least-once and 100 ms exactly-once.</value>
    public TimeSpan? CommitInterval { get; set; }

    /// <summary>
    /// How long a task waits for an input that is known to be empty before it goes on with the others; records of several inputs are taken in the order
    /// of their timestamps as long as every input has some. -1 ms does not even wait for what is being fetched.
    /// </summary>
    /// <value>-1 ms or more. Default: 0.</value>
    public TimeSpan MaxTaskIdle { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// How long the cluster may stay away at start. Until then <see cref="StreamsApplication.StartAsync"/> asks again, and says so in the log. What the
    /// cluster refuses, such as a wrong password, and what is wrong with its topics, fails the start at once.
    /// </summary>
    /// <value>0 or more; 0 asks once. Default: <see cref="Timeout.InfiniteTimeSpan"/>, which waits for as long as it takes.</value>
    public TimeSpan StartTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long the cluster may refuse or not answer before a worker fails. Until then it tries again.</summary>
    /// <value>More than 0. Default: 5 min.</value>
    public TimeSpan TaskTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long asynchronous handlers in flight may take to end when their partition moves or the application stops; then they are cancelled.
    /// </summary>
    /// <value>0 or more; exactly-once, less than <see cref="TransactionTimeout"/>. Default: 5 s.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where reading starts in a partition without a committed offset, unless its source says otherwise.</summary>
    /// <value>Default: <see cref="OffsetReset.Earliest"/>.</value>
    public OffsetReset OffsetReset { get; set; } = OffsetReset.Earliest;

    /// <summary>
    /// How often records that were committed are deleted from the application's own topics, those of <c>Repartition</c> and of retries, which have no
    /// retention of their own. Needs the right to delete records of these topics; without it they grow, and the log says so.
    /// </summary>
    /// <value>More than 0, or <see cref="Timeout.InfiniteTimeSpan"/> for never; looked at every 5 s. Default: 30 s.</value>
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of replicas of internal topics.</summary>
    /// <value>1 or more, or -1 for the broker's default. Default: -1.</value>
    public short ReplicationFactor { get; set; } = -1;

    /// <summary>How long the broker lets a transaction stay open before it aborts it; exactly-once only.</summary>
    /// <value>More than the commit interval. Default: 10 s.</value>
    public TimeSpan TransactionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Names this process among the instances of the application; part of transactional ids. A process that starts again under the same name ends at once
    /// what it left open, instead of after <see cref="TransactionTimeout"/>. If two use one name at the same time, the later one takes the transactional
    /// ids, and the other one goes on with ids of its own.
    /// </summary>
    /// <value>Default: <see cref="Guid.Empty"/>, with which each application has a random name, even if several have the same options.</value>
    public Guid ProcessId { get; set; }

    /// <summary>Gives records their timestamps if their source says nothing.</summary>
    /// <value>Default: <see cref="TimestampExtractors.FailOnInvalidTimestamp"/>.</value>
    public ITimestampExtractor DefaultTimestampExtractor { get; set; } = TimestampExtractors.FailOnInvalidTimestamp;

    /// <summary>Decides about records whose bytes cannot be read.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler DeserializationExceptionHandler { get; set; } = ExceptionHandlers.Fail;

    /// <summary>Decides about records that a node fails on.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler ProcessingExceptionHandler { get; set; } = ExceptionHandlers.Fail;

    /// <summary>
    /// Decides about records that cannot be written. Exactly-once, a record that the cluster refused can be neither skipped nor written elsewhere, since
    /// the transaction is void.
    /// </summary>
    /// <value>Default: <see cref="ExceptionHandlers.RetryOrFail"/>.</value>
    public ExceptionHandler ProductionExceptionHandler { get; set; } = ExceptionHandlers.RetryOrFail;

    /// <summary>Decides about workers that an exception has ended.</summary>
    /// <value>Default: stops the application.</value>
    public Func<Exception, UncaughtExceptionResponse> UncaughtExceptionHandler { get; set; } = static _ => UncaughtExceptionResponse.StopApplication;

    /// <summary>Hears of records that operators drop by their rules.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IDroppedRecordObserver? DroppedRecordObserver { get; set; }

    /// <summary>The clock.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where log lines go.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The topics of those exception handlers that say which one they write to.</summary>
    internal IReadOnlyList<string> DeadLetterTopics =>
    [
        .. new[] { DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler }
            .Select(DeadLetterHandler.TopicOf).OfType<string>().Distinct(),
    ];

    internal TimeSpan EffectiveCommitInterval => CommitInterval
        ?? (Guarantee == ProcessingGuarantee.ExactlyOnce ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1));

    /// <summary>Says everything that is wrong, one sentence each.</summary>
    /// <returns>Empty if nothing is.</returns>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Require(IsGroupName(ApplicationId), $"{nameof(ApplicationId)} is '{ApplicationId}'. Give 1 to 200 of the characters a-z, A-Z, 0-9, '.', '_' and '-'.");
        Require(Workers is >= 1 and <= MaxWorkers, $"{nameof(Workers)} is {Workers}. Give 1 to {MaxWorkers}.");
        Require(EffectiveCommitInterval > TimeSpan.Zero, $"{nameof(CommitInterval)} is {CommitInterval}. Give more than 0.");
        Require(MaxTaskIdle >= TimeSpan.FromMilliseconds(-1), $"{nameof(MaxTaskIdle)} is {MaxTaskIdle}. Give -1 ms, 0 or more.");
        Require(
            StartTimeout >= TimeSpan.Zero || StartTimeout == Timeout.InfiniteTimeSpan,
            $"{nameof(StartTimeout)} is {StartTimeout}. Give 0 or more, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}.");
        Require(TaskTimeout > TimeSpan.Zero, $"{nameof(TaskTimeout)} is {TaskTimeout}. Give more than 0.");
        Require(DrainTimeout >= TimeSpan.Zero, $"{nameof(DrainTimeout)} is {DrainTimeout}. Give 0 or more.");
        Require(
            PurgeInterval > TimeSpan.Zero || PurgeInterval == Timeout.InfiniteTimeSpan,
            $"{nameof(PurgeInterval)} is {PurgeInterval}. Give more than 0, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)} for never.");
        Require(ReplicationFactor is -1 or >= 1, $"{nameof(ReplicationFactor)} is {ReplicationFactor}. Give 1 or more, or -1 for the broker's default.");
        Require(Enum.IsDefined(Guarantee), $"{nameof(Guarantee)} is {Guarantee}, which is none.");
        Require(
            ReadCommitted || Guarantee != ProcessingGuarantee.ExactlyOnce,
            $"{nameof(ReadCommitted)} is false, but {nameof(Guarantee)} is {nameof(ProcessingGuarantee.ExactlyOnce)}: what depends on a transaction " +
            "that is aborted would be " +
            "there all the same. Leave it true, or choose at-least-once.");
        Require(Enum.IsDefined(OffsetReset), $"{nameof(OffsetReset)} is {OffsetReset}, which is none.");
        Require(
            Guarantee != ProcessingGuarantee.ExactlyOnce || TransactionTimeout > EffectiveCommitInterval,
            $"{nameof(TransactionTimeout)} is {TransactionTimeout}, which is not more than the commit interval of {EffectiveCommitInterval}: every " +
            "transaction would be aborted. Give more.");
        Require(
            Guarantee != ProcessingGuarantee.ExactlyOnce || DrainTimeout < TransactionTimeout,
            $"{nameof(DrainTimeout)} is {DrainTimeout}, which is not less than the {nameof(TransactionTimeout)} of {TransactionTimeout}: what " +
            "handlers have done while " +
            "partitions leave could not be committed any more. Give less, or a longer transaction timeout.");
        return problems;

        void Require(bool holds, string sentence)
        {
            if (!holds)
            {
                problems.Add(sentence);
            }
        }
    }

    private static bool IsGroupName(string name) =>
        name.Length is >= 1 and <= 200 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
