using System.Diagnostics;
using Commands.Streams.Clients;

namespace Commands.Streams.Telemetry;

/// <summary>
/// The span <c>send &lt;topic&gt;</c> of one command, from before its headers are made, so that they carry it, until the broker has acknowledged it. The
/// default value observes nothing and costs nothing.
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

    /// <summary>Begins; if spans are listened to, the activity at work is the new one from now on.</summary>
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

    /// <summary>For a caller that goes on with other things: the activity at work is the one from before again.</summary>
    /// <param name="before">The activity that was at work.</param>
    public void Leave(Activity? before)
    {
        if (_activity is not null)
        {
            Activity.Current = before;
        }
    }

    /// <summary>Ends when the broker has acknowledged the command, or has not.</summary>
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
            // Who observes must not decide what becomes of a command.
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
