using Commands.Streams.Errors;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Output;

/// <summary>A dead letter that is written when the work on its record is done.</summary>
internal sealed class StagedDeadLetter(TaskContext context, string topic, ErrorContext error, Exception exception) : StagedWrite
{
    public override long? Place => error.RawKey is { } key ? PlaceOf(topic, key) : null;

    public override void Send() => context.DeadLetters.Write(topic, error, exception);
}
