namespace Commands.Streams.Kafka.Tests.Support;

/// <summary>Waits for what happens on threads of the client.</summary>
internal static class TestWait
{
    public static void Until(Func<bool> condition, string what)
    {
        using var pause = new ManualResetEventSlim();
        var begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(TestConsumer.Deadline, what);
            pause.Wait(TimeSpan.FromMilliseconds(20));
        }
    }
}
