using System.Diagnostics;
using Commands.Streams.Messaging;
using Commands.Streams.Subscribing;

namespace Commands.Streams.Telemetry;

/// <summary>
/// The span <c>process &lt;topic&gt;</c> of one command with all its attempts, a child of the span in which it was created, and linked to it. It is
/// the current activity until it ends; code that starts it on a shared thread must restore the previous activity itself.
/// </summary>
internal readonly struct ProcessOperation
{
    private readonly string _topic;
    private readonly TaskInfo _source;
    private readonly long _start;

    private ProcessOperation(Activity? activity, string topic, TaskInfo source)
    {
        Activity = activity;
        _topic = topic;
        _source = source;
        _start = source.TimeProvider.GetTimestamp();
    }

    public Activity? Activity { get; }

    public static ProcessOperation Start<TKey, TCommand>(string topic, in ReceivedCommand<TKey, TCommand> received) =>
        new(CommandTelemetry.Source.HasListeners() ? StartActivity(topic, in received) : null, topic, received.Source);

    /// <summary>The command has its response.</summary>
    public void End(CommandStatus status, string? errorCode)
    {
        Activity?.SetTag(MessagingTags.Status, StatusText.ToText(status));
        End(status == CommandStatus.Failed ? errorCode : null, message: null);
    }

    /// <summary>The call ended with an exception that stops the worker.</summary>
    public void Fail(Exception exception) => End(MessagingTags.ErrorType(exception), exception.Message);

    /// <summary>The call ended before the command was done; it is handled again elsewhere and counted there.</summary>
    public void GiveUp() => Activity?.Dispose();

    private static Activity? StartActivity<TKey, TCommand>(string topic, in ReceivedCommand<TKey, TCommand> received)
    {
        var command = received.Command;
        var creation = TraceContext.Read(command.Headers);

        // Without a creation context, the parent would otherwise be whatever activity is current on this thread.
        Activity.Current = null;
        var activity = CommandTelemetry.Source.StartActivity(
            $"process {topic}", ActivityKind.Consumer, creation, links: creation == default ? null : [new ActivityLink(creation)]);
        if (activity is null)
        {
            return null;
        }

        TraceContext.CopyBaggage(command.Headers, activity);
        if (activity.IsAllDataRequested)
        {
            activity
                .SetTag(MessagingTags.System, MessagingTags.Kafka)
                .SetTag(MessagingTags.OperationName, "process")
                .SetTag(MessagingTags.OperationType, "process")
                .SetTag(MessagingTags.Destination, topic)
                .SetTag(MessagingTags.Partition, MessagingTags.Text(command.Partition))
                .SetTag(MessagingTags.Offset, command.Offset)
                .SetTag(MessagingTags.ConsumerGroup, received.Source.ApplicationId)
                .SetTag(MessagingTags.Key, MessagingTags.Text(command.Key))
                .SetTag(MessagingTags.Conversation, command.CorrelationId?.ToString())
                .SetTag(MessagingTags.CommandId, command.CommandId?.Text);
        }

        return activity;
    }

    private void End(string? errorType, string? message)
    {
        var tags = new TagList
        {
            { MessagingTags.System, MessagingTags.Kafka },
            { MessagingTags.OperationName, "process" },
            { MessagingTags.Destination, _topic },
            { MessagingTags.ConsumerGroup, _source.ApplicationId },
        };
        if (errorType is not null)
        {
            tags.Add(MessagingTags.Error, errorType);
            Activity?.SetTag(MessagingTags.Error, errorType).SetStatus(ActivityStatusCode.Error, message);
        }

        CommandTelemetry.Consumed.Add(1, in tags);
        CommandTelemetry.ProcessDuration.Record(_source.TimeProvider.GetElapsedTime(_start).TotalSeconds, in tags);
        Activity?.Dispose();
    }
}
