using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <summary>A reader without a group on whatever cluster, stepped by the test's thread.</summary>
internal sealed class ContractReader : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly AutoResetEvent _signal = new(false);

    public ContractReader(IStreamsClient client, bool readCommitted = true)
    {
        Reader = client.CreateRecordReader(new RecordReaderSettings
        {
            ClientId = "restorer",
            ReadCommitted = readCommitted,
            Wake = () => _signal.Set(),
            OnPositionLost = (partition, position, logStart, logEnd) =>
            {
                Losses.Add((partition, position, logStart, logEnd));
                WhenLost?.Invoke(partition, logStart);
            },
        });
    }

    public IRecordReader Reader { get; }

    public List<(TopicPartition Partition, long Position, long LogStart, long LogEnd)> Losses { get; } = [];

    /// <summary>What is done about a loss, given the log's start.</summary>
    public Action<TopicPartition, long>? WhenLost { get; set; }

    public void PollUntil(Func<bool> condition, string what)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Reader.Poll();
            if (condition())
            {
                return;
            }

            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(Deadline, what);
            _signal.WaitOne(20);
        }
    }

    /// <summary>Waits to be woken, without looking whether there is anything.</summary>
    public bool IsWokenWithin(TimeSpan timeout) => _signal.WaitOne(timeout);

    /// <summary>The values of one batch; empty if there is none at the moment.</summary>
    public string TakeOnce(TopicPartition partition, int maxRecords)
    {
        using var batch = Reader.Take(partition, maxRecords);
        var values = new StringBuilder();
        for (var i = 0; i < batch?.Count; i++)
        {
            batch.Read(i, out var record);
            values.Append(Encoding.UTF8.GetString(record.Value));
        }

        return values.ToString();
    }

    /// <summary>The values of all records from where the reader is, until its position has reached an offset.</summary>
    public string TakeUntil(TopicPartition partition, long end)
    {
        var values = new StringBuilder();
        PollUntil(
            () =>
            {
                string taken;
                while ((taken = TakeOnce(partition, 2)).Length > 0)
                {
                    values.Append(taken);
                }

                return Reader.Position(partition) >= end;
            },
            $"position {end} of {partition}");
        Reader.Position(partition).Should().Be(end);
        return values.ToString();
    }

    public void Dispose()
    {
        Reader.Dispose();
        _signal.Dispose();
    }
}
