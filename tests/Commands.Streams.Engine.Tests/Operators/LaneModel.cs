using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Operators;

/// <summary>
/// Drives an asynchronous operator through a history of takes, handler ends, commits and restarts, and knows at each moment what must be true: which
/// handlers may run, what was forwarded, and what is done.
/// </summary>
internal sealed class LaneModel : IDisposable
{
    private const string Input = "in";

    private readonly int _concurrency;
    private readonly IReadOnlyList<LaneRecord> _records;
    private readonly Topology _topology;
    private readonly List<(long Offset, TestHandler Handler)> _running = [];
    private readonly HashSet<long> _ended = [];
    private readonly HashSet<long> _done = [];
    private readonly Dictionary<string, long> _lastStarted = [];
    private TaskBench _bench;
    private CancellationToken _draining;
    private OffsetCommit _committed = new(TaskBench.Partition(Input), 0, null);

    public LaneModel(AsyncOptions options, IReadOnlyList<LaneRecord> records)
    {
        _concurrency = options.Concurrency;
        _records = records;
        var builder = new StreamsBuilder();
        builder.Stream<string, string>(Input).MapValuesAsync<string>(Handle, options).To("out");
        _topology = builder.Build();
        _bench = Start();
    }

    public bool IsOver => _done.Count == _records.Count;

    public void Step(LaneStep step, int choice)
    {
        switch (step)
        {
            case LaneStep.Take:
                _bench.Task.Process(1 + choice);
                break;
            case LaneStep.End when _running.Count > 0:
                _bench.Time.Advance(TimeSpan.FromMilliseconds(choice));
                End(_running[choice % _running.Count]);
                break;
            case LaneStep.Finish:
                _bench.Task.FinishHandlers();
                _done.UnionWith(_ended);
                break;
            case LaneStep.Commit:
                Commit();
                break;
            case LaneStep.Drain:
                Drain();
                break;
            case LaneStep.Restart:
                Restart();
                break;
        }

        Check();
    }

    /// <summary>Works off what is left and checks the end.</summary>
    public void Complete()
    {
        for (var turn = 0; !IsOver; turn++)
        {
            turn.Should().BeLessThan(10 * _records.Count + 10, "the task must go on as handlers end");
            _bench.Task.Process(int.MaxValue);
            Check();
            Step(LaneStep.End, 0);
            Step(LaneStep.Finish, 0);
        }

        Commit();
        _committed.Offset.Should().Be(_records.Count);
        CommitMetadata.Decode(in _committed, default).Done.Runs.Should().Be(0);
        _bench.Batches.All(batch => batch.Disposals == 1).Should().BeTrue("all memory is given back once");
    }

    public void Dispose() => _bench.Dispose();

    private TaskBench Start()
    {
        var bench = new TaskBench(_topology, settings => settings with { ProcessingExceptionHandler = ExceptionHandlers.Continue });
        bench.Assign(Input, _committed.Offset, _committed.Metadata);
        var left = _records.Skip((int)_committed.Offset).Select((record, i) => TestRecord.Text(_committed.Offset + i, record.Key, $"{_committed.Offset + i}"));
        foreach (var chunk in left.Chunk(7))
        {
            bench.Add(Input, chunk);
        }

        bench.Task.UpdateReadiness(_ => true, bench.Now);
        return bench;
    }

    private ValueTask<string> Handle(Record<string, string> record, CancellationToken stopping, CancellationToken draining)
    {
        var offset = long.Parse(record.Value);
        _running.Exists(running => _records[(int)running.Offset].Key == record.Key).Should().BeFalse("a lane runs one handler at a time");
        _running.Count.Should().BeLessThan(_concurrency);
        _lastStarted.GetValueOrDefault(record.Key, -1).Should().BeLessThan(offset, "a lane keeps the order of offsets");
        _done.Contains(offset).Should().BeFalse("nothing is done twice");
        _lastStarted[record.Key] = offset;
        switch (_records[(int)offset].Outcome)
        {
            case LaneOutcome.AtOnce:
                _done.Add(offset);
                return ValueTask.FromResult($"{offset}");
            case LaneOutcome.ThrowsAtOnce:
                _done.Add(offset);
                throw new InvalidOperationException("refused");
            case LaneOutcome.FailsAtOnce:
                _done.Add(offset);
                return ValueTask.FromException<string>(new InvalidOperationException("failed"));
            case LaneOutcome.GivesUp:
                _draining = draining;
                goto default;
            default:
                var handler = new TestHandler();
                _running.Add((offset, handler));
                return handler.WithResult;
        }
    }

    private void End((long Offset, TestHandler Handler) running)
    {
        _running.Remove(running);
        _ended.Add(running.Offset);
        if (_records[(int)running.Offset].Outcome == LaneOutcome.Fails)
        {
            running.Handler.Fail(new InvalidOperationException("failed later"));
        }
        else
        {
            running.Handler.Succeed($"{running.Offset}");
        }
    }

    /// <summary>A handler that waits hears that its task drains: its record is not done, and may be started again.</summary>
    private void GiveUp((long Offset, TestHandler Handler) running)
    {
        var key = _records[(int)running.Offset].Key;
        _running.Remove(running);
        _lastStarted[key] = running.Offset - 1;
        running.Handler.Fail(new OperationCanceledException(_draining));
    }

    private void Commit()
    {
        foreach (var commit in _bench.Commit())
        {
            _committed = commit;
        }
    }

    private void Drain()
    {
        _bench.Task.BeginDrain();
        while (_running.Count > 0)
        {
            if (_records[(int)_running[0].Offset].Outcome == LaneOutcome.GivesUp)
            {
                GiveUp(_running[0]);
            }
            else
            {
                End(_running[0]);
            }
        }

        var started = _lastStarted.ToDictionary();

        _bench.Task.FinishHandlers();
        _done.UnionWith(_ended);
        _bench.Task.RunningHandlers.Should().Be(0);
        _lastStarted.Should().Equal(started, "nothing is started while draining");
        _bench.Task.EndDrain();
    }

    /// <summary>The task goes away in the middle of its work; another starts from what was committed.</summary>
    private void Restart()
    {
        var forwarded = _bench.Producer.Sent.Count;
        _bench.Dispose();
        _bench.Batches.All(batch => batch.Disposals == 1).Should().BeTrue("all memory is given back once");
        while (_running.Count > 0)
        {
            var (offset, handler) = _running[0];
            _running.RemoveAt(0);
            handler.Succeed($"{offset}");
        }

        _bench.Task.FinishHandlers();
        _bench.Producer.Sent.Should().HaveCount(forwarded, "results that come back late are nobody's");

        var (_, restored) = CommitMetadata.Decode(in _committed, default);
        _done.RemoveWhere(offset => offset >= _committed.Offset && !restored.Contains(offset));
        _ended.Clear();
        _lastStarted.Clear();
        _bench = Start();
    }

    private void Check()
    {
        var commits = new List<OffsetCommit>();
        _bench.Task.CollectOffsets(commits);
        foreach (var commit in commits)
        {
            var (_, done) = CommitMetadata.Decode(in commit, default);
            var claimed = Enumerable.Range(0, _records.Count).Select(offset => (long)offset).Where(offset => offset < commit.Offset || done.Contains(offset));
            _done.SetEquals(claimed).Should().BeTrue("the commit says what is done, no more and no less");
        }

        _bench.Task.RunningHandlers.Should().Be(_running.Count + _ended.Except(_done).Count());
        foreach (var lane in _bench.Producer.Sent.GroupBy(record => record.KeyText))
        {
            var offsets = lane.Select(record => int.Parse(record.ValueText!)).ToList();
            offsets.SequenceEqual(offsets.Distinct().Order()).Should().BeTrue("a lane's results keep its order");
        }
    }
}

internal readonly record struct LaneRecord(string Key, LaneOutcome Outcome);

internal enum LaneOutcome
{
    AtOnce,
    ThrowsAtOnce,
    FailsAtOnce,
    Succeeds,
    Fails,
    GivesUp,
}

internal enum LaneStep
{
    Take,
    End,
    Finish,
    Commit,
    Drain,
    Restart,
}
