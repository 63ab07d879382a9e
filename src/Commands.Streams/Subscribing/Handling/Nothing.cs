using System.Runtime.CompilerServices;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>What a handler gives that does not answer, so that one way of handling serves both.</summary>
internal readonly struct Nothing
{
    /// <summary>Gives nothing once a handler has ended.</summary>
    public static ValueTask<Nothing> After(ValueTask running)
    {
        if (!running.IsCompletedSuccessfully)
        {
            return AwaitAsync(running);
        }

        running.GetAwaiter().GetResult(); // has ended; gives a pooled source back
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Nothing> AwaitAsync(ValueTask running)
    {
        await running;
        return default;
    }
}
