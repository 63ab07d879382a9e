using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams;

/// <summary>Configures how an application runs its topology. Set the options before you create the application, which copies them.</summary>
public sealed record StreamsOptions
{
    private const int MaxWorkers = 1000;

    /// <summary>
    /// The application's id: its consumer group, and the prefix of its internal topics and transactional ids. All instances of an application share
    /// it. Required.
    /// </summary>
    public string ApplicationId { get; set; } = string.Empty;

    /// <summary>What a failure may do to the effects of records: repeat them, or nothing.</summary>
    /// <value>Default: <see cref="ProcessingGuarantee.AtLeastOnce"/>.</value>
    public ProcessingGuarantee Guarantee { get; set; }

    /// <summary>
    /// <see langword="true"/> to hide records of open and aborted transactions from the application (Kafka's <c>isolation.level</c>
    /// <c>read_committed</c>); <see langword="false"/> to read them too (<c>read_uncommitted</c>). Uncommitted records are processed sooner, but
    /// their results remain if the transaction is aborted. Exactly-once always reads committed records.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ReadCommitted { get; set; } = true;

    /// <summary>
    /// The number of workers in this process, each a thread with a consumer and a producer. Workers beyond the number of partitions are idle.
    /// </summary>
    /// <value>1 to 1,000. Default: 1.</value>
    public int Workers { get; set; } = 1;

    /// <summary>How often offsets are committed.</summary>
    /// <value>More than 0. Default: <see langword="null"/>, which means 1 s with at-least-once and 100 ms with exactly-once.</value>
    public TimeSpan? CommitInterval { get; set; }

    /// <summary>
    /// How long a task waits for an input that is known to be empty before it continues with the others. Records of several inputs are processed in
    /// the order of their timestamps as long as every input has records. With -1 ms, the task does not even wait for records that are being fetched.
    /// </summary>
    /// <value>-1 ms or more. Default: 0.</value>
    public TimeSpan MaxTaskIdle { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// How long to wait for the cluster at start. Until then <see cref="StreamsApplication.StartAsync"/> retries and logs that it is waiting.
    /// Anything that the cluster refuses, such as a wrong password, and invalid topics fail the start at once.
    /// </summary>
    /// <value>0 or more; 0 tries once. Default: <see cref="Timeout.InfiniteTimeSpan"/>, no limit.</value>
    public TimeSpan StartTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long the cluster may refuse requests or not answer before a worker fails. Until then the worker retries.</summary>
    /// <value>More than 0. Default: 5 min.</value>
    public TimeSpan TaskTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long asynchronous handlers in flight may run on when their partition moves or the application stops; after that they are cancelled.
    /// </summary>
    /// <value>0 or more; with exactly-once, less than <see cref="TransactionTimeout"/>. Default: 5 s.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where reading starts in a partition without a committed offset, unless its source sets it.</summary>
    /// <value>Default: <see cref="OffsetReset.Earliest"/>.</value>
    public OffsetReset OffsetReset { get; set; } = OffsetReset.Earliest;

    /// <summary>
    /// How often committed records are deleted from the application's internal topics, those of <c>Repartition</c> and of retries, which have no
    /// retention of their own. Needs permission to delete records from these topics; without it they grow, and a warning is logged.
    /// </summary>
    /// <value>More than 0, or <see cref="Timeout.InfiniteTimeSpan"/> to never delete; checked every 5 s. Default: 30 s.</value>
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of replicas of internal topics.</summary>
    /// <value>1 or more, or -1 for the broker's default. Default: -1.</value>
    public short ReplicationFactor { get; set; } = -1;

    /// <summary>How long the broker lets a transaction stay open before it aborts it. Used with exactly-once only.</summary>
    /// <value>More than the commit interval. Default: 10 s.</value>
    public TimeSpan TransactionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Identifies this process among the instances of the application; part of transactional ids. A process that restarts with the same id completes
    /// its open transactions at once, instead of after <see cref="TransactionTimeout"/>. If two processes use one id at the same time, the later one
    /// takes over the transactional ids, and the other one continues with new ids.
    /// </summary>
    /// <value>Default: <see cref="Guid.Empty"/>; each application then gets a random id, even if several have the same options.</value>
    public Guid ProcessId { get; set; }

    /// <summary>Determines the timestamps of records whose source does not set an extractor.</summary>
    /// <value>Default: <see cref="TimestampExtractors.FailOnInvalidTimestamp"/>.</value>
    public ITimestampExtractor DefaultTimestampExtractor { get; set; } = TimestampExtractors.FailOnInvalidTimestamp;

    /// <summary>Decides what happens to records whose bytes cannot be read.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler DeserializationExceptionHandler { get; set; } = ExceptionHandlers.Fail;

    /// <summary>Decides what happens to records that a node fails to process.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>.</value>
    public ExceptionHandler ProcessingExceptionHandler { get; set; } = ExceptionHandlers.Fail;

    /// <summary>
    /// Decides what happens to records that cannot be written. With exactly-once, a record that the cluster has refused can be neither skipped nor
    /// written elsewhere, because its transaction must be aborted.
    /// </summary>
    /// <value>Default: <see cref="ExceptionHandlers.RetryOrFail"/>.</value>
    public ExceptionHandler ProductionExceptionHandler { get; set; } = ExceptionHandlers.RetryOrFail;

    /// <summary>Decides what happens after an exception has ended a worker.</summary>
    /// <value>Default: stop the application.</value>
    public Func<Exception, UncaughtExceptionResponse> UncaughtExceptionHandler { get; set; } = static _ => UncaughtExceptionResponse.StopApplication;

    /// <summary>Called for each record that operators drop by their own rules.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IDroppedRecordObserver? DroppedRecordObserver { get; set; }

    /// <summary>The engine of persistent state stores, for example RocksDB of the package Commands.Streams.RocksDb.</summary>
    /// <value>Default: <see langword="null"/>; a topology with persistent stores is then refused at start.</value>
    public IStoreEngine? PersistentStores { get; set; }

    /// <summary>The directory in which persistent state stores keep their files, in a directory of its own for each application id.</summary>
    /// <value>Default: <c>commands-streams</c> in the directory for temporary files, which some systems empty at a restart.</value>
    public string StateDirectory { get; set; } = Path.Combine(Path.GetTempPath(), "commands-streams");

    /// <summary>
    /// The memory for what was written to state stores and is not committed, and for entries of persistent stores that are in use; for all workers together.
    /// A worker whose uncommitted writes take more than its share commits early, so this is no hard limit.
    /// </summary>
    /// <value>In bytes, 0 or more; with 0, every turn that writes to a store is followed by a commit. Default: 64 MiB.</value>
    public long StateStoreCacheBytes { get; set; } = 64L << 20;

    /// <summary>How long the files of a persistent state store are kept after its partition has moved to another process.</summary>
    /// <value>More than 0. Default: 10 min.</value>
    public TimeSpan StateCleanupDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Is told of the restoration of state stores.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IStateRestoreListener? StateRestoreListener { get; set; }

    /// <summary>The clock that the application uses.</summary>
    /// <value>Default: the system clock.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Creates the loggers of the application.</summary>
    /// <value>Default: no logging.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The dead-letter topics of the exception handlers that name one.</summary>
    internal IReadOnlyList<string> DeadLetterTopics =>
    [
        .. new[] { DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler }
            .Select(DeadLetterHandler.TopicOf).OfType<string>().Distinct(),
    ];

    internal TimeSpan EffectiveCommitInterval => CommitInterval
        ?? (Guarantee == ProcessingGuarantee.ExactlyOnce ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1));

    /// <summary>Checks the options and describes each problem in one sentence.</summary>
    /// <returns>The problems; empty if the options are valid.</returns>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Require(IsGroupName(ApplicationId), $"{nameof(ApplicationId)} is '{ApplicationId}'. Use 1 to 200 of the characters a-z, A-Z, 0-9, '.', '_' and '-'.");
        Require(Workers is >= 1 and <= MaxWorkers, $"{nameof(Workers)} is {Workers}. Use 1 to {MaxWorkers}.");
        Require(EffectiveCommitInterval > TimeSpan.Zero, $"{nameof(CommitInterval)} is {CommitInterval}. Use more than 0.");
        Require(MaxTaskIdle >= TimeSpan.FromMilliseconds(-1), $"{nameof(MaxTaskIdle)} is {MaxTaskIdle}. Use -1 ms, 0 or more.");
        Require(
            StartTimeout >= TimeSpan.Zero || StartTimeout == Timeout.InfiniteTimeSpan,
            $"{nameof(StartTimeout)} is {StartTimeout}. Use 0 or more, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}.");
        Require(TaskTimeout > TimeSpan.Zero, $"{nameof(TaskTimeout)} is {TaskTimeout}. Use more than 0.");
        Require(DrainTimeout >= TimeSpan.Zero, $"{nameof(DrainTimeout)} is {DrainTimeout}. Use 0 or more.");
        Require(
            PurgeInterval > TimeSpan.Zero || PurgeInterval == Timeout.InfiniteTimeSpan,
            $"{nameof(PurgeInterval)} is {PurgeInterval}. Use more than 0, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)} to never purge.");
        Require(ReplicationFactor is -1 or >= 1, $"{nameof(ReplicationFactor)} is {ReplicationFactor}. Use 1 or more, or -1 for the broker's default.");
        Require(
            Enum.IsDefined(Guarantee),
            $"{nameof(Guarantee)} is {Guarantee}, which is not a {nameof(ProcessingGuarantee)}. Use {nameof(ProcessingGuarantee.AtLeastOnce)} or " +
            $"{nameof(ProcessingGuarantee.ExactlyOnce)}.");
        Require(
            ReadCommitted || Guarantee != ProcessingGuarantee.ExactlyOnce,
            $"{nameof(ReadCommitted)} is false, but {nameof(Guarantee)} is {nameof(ProcessingGuarantee.ExactlyOnce)}: results of records from aborted " +
            $"transactions would remain. Leave it true, or use {nameof(ProcessingGuarantee.AtLeastOnce)}.");
        Require(StateStoreCacheBytes >= 0, $"{nameof(StateStoreCacheBytes)} is {StateStoreCacheBytes}. Use 0 or more.");
        Require(StateCleanupDelay > TimeSpan.Zero, $"{nameof(StateCleanupDelay)} is {StateCleanupDelay}. Use more than 0.");
        Require(!string.IsNullOrWhiteSpace(StateDirectory), $"{nameof(StateDirectory)} is empty. Name a directory that this process may write.");
        Require(Enum.IsDefined(OffsetReset), $"{nameof(OffsetReset)} is {OffsetReset}, which is not an {nameof(OffsetReset)}. Use Earliest, Latest or None.");
        Require(
            Guarantee != ProcessingGuarantee.ExactlyOnce || TransactionTimeout > EffectiveCommitInterval,
            $"{nameof(TransactionTimeout)} is {TransactionTimeout}, which is not longer than the commit interval of {EffectiveCommitInterval}: " +
            "every transaction would be aborted. Raise it.");
        Require(
            Guarantee != ProcessingGuarantee.ExactlyOnce || DrainTimeout < TransactionTimeout,
            $"{nameof(DrainTimeout)} is {DrainTimeout}, which is not shorter than the {nameof(TransactionTimeout)} of {TransactionTimeout}: the work that " +
            "handlers finish while partitions are being revoked could no longer be committed. Lower it, or raise the transaction timeout.");
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
