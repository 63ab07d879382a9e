using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests;

public sealed class OutcomeProcessorTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    private readonly RewindableTimeProvider _clock = new();
    private readonly List<string> _timedOut = [];

    [Test]
    public void Commands_time_out_in_time_although_the_wall_clock_goes_back_and_forth()
    {
        var context = new OneNodeContext(_clock, record => _timedOut.Add(record.Key.Text));
        var processor = new OutcomeProcessor<int>(Within, new OutcomeReader<int>("receipts", Serdes.Int32));
        processor.Init(context);

        Read("first");
        _clock.Pass(TimeSpan.FromMinutes(1), wallClock: TimeSpan.FromHours(-2));
        Read("second");
        _clock.Pass(TimeSpan.FromMinutes(2), wallClock: TimeSpan.FromHours(3));
        Expire();
        _timedOut.Should().BeEmpty("only three minutes have passed");
        _clock.Pass(TimeSpan.FromMinutes(2), wallClock: TimeSpan.FromMinutes(2));
        Expire();
        _timedOut.Should().Equal("first");
        _clock.Pass(TimeSpan.FromMinutes(1), wallClock: TimeSpan.FromHours(-1));
        Expire();

        _timedOut.Should().Equal("first", "second");

        void Read(string id) => processor.Process(
            new Record<CorrelationId, JoinInput>(CorrelationId.FromText(id), new JoinInput(IsCommand: true, null), context.CurrentSystemTime, Headers.Empty));

        void Expire() => context.Punctuate(context.CurrentSystemTime);
    }

    private sealed class RewindableTimeProvider : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(30);
        private long _elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _elapsed;

        public void Pass(TimeSpan time, TimeSpan wallClock)
        {
            _elapsed += time.Ticks;
            _now += wallClock;
        }
    }

    private sealed class OneNodeContext(TimeProvider clock, Action<Record<CommandId, CommandOutcome<int>>> onForwarded) : IProcessorContext<CommandId, CommandOutcome<int>>
    {
        public Action<long> Punctuate { get; private set; } = _ => { };

        public string ApplicationId => "test";

        public TaskId TaskId => new(0, 0);

        public RecordContext RecordContext => default;

        public long CurrentStreamTime => 0;

        public long CurrentSystemTime => clock.GetUtcNow().ToUnixTimeMilliseconds();

        public TimeProvider TimeProvider => clock;

        public ICancellable Schedule(TimeSpan interval, PunctuationType type, Action<long> callback)
        {
            Punctuate = callback;
            return null!;
        }

        public T GetOrAddShared<T>(string name, Func<T> create)
            where T : class => create();

        public void ScanBacklog<TKey>(string topic, Action<BacklogRecord<TKey>> callback)
        {
        }

        public void RequestCommit()
        {
        }

        public void Forward(in Record<CommandId, CommandOutcome<int>> record) => onForwarded(record);

        public void Forward(in Record<CommandId, CommandOutcome<int>> record, string childName) => onForwarded(record);
    }
}
