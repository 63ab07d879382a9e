using Commands.Streams.Errors;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Operators.Windowing;
using Commands.Streams.Records;
using Commands.Streams.State.Staging;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Suppressing;

/// <summary>
/// Holds back the changes of a table, of each row only the latest, until their time has come. Time is that of the records that arrive here; without records
/// nothing is released.
/// </summary>
internal sealed class SuppressOperator<TKey, TValue>(string name, SuppressedRows<TKey, TValue> rows, string store, SuppressionRules rules)
    : OperatorNode<TKey, Change<TValue>, TKey, Change<TValue>>(name)
{
    private TypedBuffer<TKey, TValue> _buffer = null!;
    private ActingRecord _origin = null!;
    private long _streamTime = -1;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _origin = new ActingRecord(context);
        _buffer = rows.CreateBuffer(context, Name);
        _buffer.Bytes.Load(context.KeepsReleased);
        context.Stores.Find(store)!.WriteBehind = _buffer.Bytes;
    }

    protected override void Process(in Record<TKey, Change<TValue>> record)
    {
        _streamTime = Math.Max(_streamTime, record.Timestamp);
        var input = Context.Input;
        var time = rules.UntilWindowCloses ? rows.WindowEnd(record.Key) : record.Timestamp;
        var origin = new EntryInfo(record.Timestamp, record.Headers, input.Topic, input.Partition, input.Offset);
        _buffer.Put(record.Key, time, in origin, record.Value);

        var buffer = _buffer.Bytes;
        while (buffer.Count > 0 && WindowRules.IsReleased(buffer.MinTime, _streamTime - rules.Delay))
        {
            Release();
        }

        while (IsFull())
        {
            if (!rules.EmitsEarly)
            {
                throw new StreamsException(
                    $"Node '{Name}' of task {Context.TaskId} holds back {buffer.Count} changes of {buffer.Size} bytes, but its buffer is limited to " +
                    $"{rules.MaxRecords} changes and {rules.MaxBytes} bytes and shuts down when it is full. Allow more, or let it emit early.");
            }

            Release();
        }
    }

    private bool IsFull() => _buffer.Bytes.Count > 0 && (_buffer.Bytes.Count > rules.MaxRecords || _buffer.Bytes.Size > rules.MaxBytes);

    private void Release()
    {
        var entry = _buffer.Bytes.Take();
        try
        {
            var change = _buffer.ReadChange(entry);
            if (change.New is not null || !rules.UntilWindowCloses)
            {
                var origin = entry.Origin;
                Send(_buffer.ReadKey(entry), in change, in origin);
            }
        }
        finally
        {
            _buffer.Bytes.Recycle(entry);
        }
    }

    /// <summary>Forwards a change as coming from the record that made it.</summary>
    private void Send(TKey key, in Change<TValue> change, in EntryInfo origin)
    {
        _origin.Begin(in origin);
        try
        {
            Forward(new Record<TKey, Change<TValue>>(key, change, origin.Timestamp, origin.Headers));
        }
        finally
        {
            _origin.End();
        }
    }
}
