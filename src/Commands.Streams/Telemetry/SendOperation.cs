using System.Diagnostics;
using Commands.Streams.Clients;

namespace Commands.Streams.Telemetry;

/// <summary>
/// The span <c>send &lt;topic&gt;</c> of one command, from before its headers are created, so that they carry it, until the broker has acknowledged
/// it. The default value observes nothing and costs nothing.
/// </summary>
internal readonly struct SendOperation
{
    private readonly Activity? _activity;
    private readonly string? _topic;
    private readonly TimeProvider? _time;
    private readonly long _start;

    private SendOperation(Activity? activity, string topic, TimeProvider time)
    {
        _activity = activity;
        _topic = topic;
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>Starts the operation; if there is a listener for spans, the new activity becomes the current one.</summary>
    public static SendOperation Start<TKey>(string topic, TKey key, CorrelationId correlationId, CommandId? commandId, TimeProvider time)
    {
        if (!CommandTelemetry.IsSendingObserved)
        {
            return default;
        }

        var activity = CommandTelemetry.Source.HasListeners() ? CommandTelemetry.Source.StartActivity($"send {topic}", ActivityKind.Producer) : null;
        if (activity is { IsAllDataRequested: true })
        {
            AddTo(activity, topic);
            activity.SetTag(MessagingTags.Conversation, correlationId.ToString());
            activity.SetTag(MessagingTags.CommandId, (commandId ?? Streams.CommandId.From(correlationId)).Text);
            activity.SetTag(MessagingTags.Key, MessagingTags.Text(key));
        }

        return new SendOperation(activity, topic, time);
    }

    /// <summary>Restores the previous activity, for a caller that continues with other work.</summary>
    /// <param name="before">The activity that was current before.</param>
    public void Leave(Activity? before)
    {
        if (_activity is not null)
        {
            Activity.Current = before;
        }
    }

    /// <summary>Completes when the broker has acknowledged the command, or has not.</summary>
    public ValueTask<RecordMetadata> Follow(ValueTask<RecordMetadata> publishing) => _time is null ? publishing : FollowAsync(publishing);

    /// <summary>The command was not handed to the producer.</summary>
    public void Fail(Exception exception)
    {
        if (_time is not null)
        {
            End(null, exception);
        }
    }

    private static void AddTo(Activity activity, string topic) => activity
        .SetTag(MessagingTags.System, MessagingTags.Kafka)
        .SetTag(MessagingTags.OperationName, "send")
        .SetTag(MessagingTags.OperationType, "send")
        .SetTag(MessagingTags.Destination, topic);

    private async ValueTask<RecordMetadata> FollowAsync(ValueTask<RecordMetadata> publishing)
    {
        try
        {
            var metadata = await publishing.ConfigureAwait(false);
            End(metadata, null);
            return metadata;
        }
        catch (Exception exception)
        {
            End(null, exception);
            throw;
        }
    }

    private void End(RecordMetadata? metadata, Exception? error)
    {
        try
        {
            Tell(metadata, error);
        }
        catch (Exception)
        {
            // An observer must not affect what happens to a command.
        }
    }

    private void Tell(RecordMetadata? metadata, Exception? error)
    {
        var tags = new TagList
        {
            { MessagingTags.System, MessagingTags.Kafka },
            { MessagingTags.OperationName, "send" },
            { MessagingTags.Destination, _topic },
        };
        if (error is not null)
        {
            tags.Add(MessagingTags.Error, MessagingTags.ErrorType(error));
            _activity?.SetTag(MessagingTags.Error, MessagingTags.ErrorType(error)).SetStatus(ActivityStatusCode.Error, error.Message);
        }

        CommandTelemetry.Sent.Add(1, in tags);
        tags.Add(MessagingTags.OperationType, "send");
        CommandTelemetry.OperationDuration.Record(_time!.GetElapsedTime(_start).TotalSeconds, in tags);
        if (metadata is { } written && _activity is { IsAllDataRequested: true })
        {
            _activity.SetTag(MessagingTags.Partition, MessagingTags.Text(written.Partition.Partition)).SetTag(MessagingTags.Offset, written.Offset);
        }

        _activity?.Dispose();
    }
}
