using System.Runtime.CompilerServices;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>What a handler gives that does not answer, so that one way of handling serves both.</summary>
internal readonly struct NoResponse
{
    /// <summary>Gives nothing once a handler has ended.</summary>
    public static ValueTask<NoResponse> After(ValueTask running)
    {
        if (!running.IsCompletedSuccessfully)
        {
            return AwaitAsync(running);
        }

        running.GetAwaiter().GetResult(); // completed; must be called once to return a pooled source
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<NoResponse> AwaitAsync(ValueTask running)
    {
        await running;
        return default;
    }
}
