using System.Runtime.ExceptionServices;
using Streamiz.Kafka.Net.Processors.Public;

namespace Commands.Streams.Bridging;

/// <summary>
/// Streamiz' processor of commands: one for each of its tasks. It hands each command to the engine's own task and returns when that has done everything,
/// so that Streamiz commits no command which is not finished. What fails is thrown to Streamiz, which ends the thread without committing the command.
/// </summary>
internal sealed class CommandTransformer : ITransformer<byte[], byte[], byte[], OutgoingRecord>
{
    private readonly CommandSource? _source;
    private ProcessorContext<byte[], OutgoingRecord> _context = null!;
    private CommandTask? _task;

    /// <summary>Streamiz creates one without parameters first, which never runs.</summary>
    public CommandTransformer()
    {
    }

    /// <summary>Called by Streamiz for each task.</summary>
    public CommandTransformer(CommandSource source) => _source = source;

    public void Init(ProcessorContext<byte[], OutgoingRecord> context)
    {
        _context = context;
        _task = new CommandTask(_source!, context);
    }

    public Record<byte[], OutgoingRecord>? Process(Record<byte[], byte[]> record)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // The thread waits for handlers, so it must not be what they wait for.
        try
        {
            _task!.Handle(new IncomingCommand(record, _context.Timestamp));
            return null;
        }
        catch (Exception) when (_task!.SinkFailure is { } failure)
        {
            // Streamiz tells a producer that was fenced from one that failed by the exception's type.
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Streamiz calls it when it suspends its task, and again when it closes it.</summary>
    public void Close() => _task?.Dispose();
}
