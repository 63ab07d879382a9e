namespace Commands.Streams.Bridging;

/// <summary>What Streamiz cannot run, all of it in one sentence.</summary>
internal static class StreamizLimits
{
    /// <exception cref="NotSupportedException">The subscriber asks for something that Streamiz does not have.</exception>
    public static void Check(SubscriberDescription subscriber)
    {
        List<string> missing = [];
        if (subscriber.HasAdaptiveConcurrency)
        {
            missing.Add("AdaptiveConcurrency");
        }
        else if (subscriber.Concurrency > 1)
        {
            missing.Add($"Concurrency({subscriber.Concurrency})");
        }

        if (subscriber.RetryTopics.Count > 0)
        {
            missing.Add("RetryLater");
        }

        if (subscriber.Deduplicates)
        {
            missing.Add("Deduplicate");
        }

        if (missing.Count > 0)
        {
            throw new NotSupportedException(
                $"The subscriber of '{subscriber.CommandTopic}' uses {string.Join(" and ", missing)}, which Streamiz cannot run, since it handles one " +
                "command at a time, commits plain offsets and keeps no state for it: " +
                "leave the call out, or run the subscriber on the engine of Commands.Streams, with StreamsApplication or AddStreams.");
        }
    }
}
