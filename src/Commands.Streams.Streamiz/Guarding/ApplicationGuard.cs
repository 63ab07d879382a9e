using Streamiz.Kafka.Net;

namespace Commands.Streams.Guarding;

/// <summary>What the host learns of the threads of one Streamiz application, and what keeps them from committing what has failed.</summary>
/// <param name="onFailure">Called on any thread with what failed; the first call names the cause.</param>
internal sealed class ApplicationGuard(Action<Exception> onFailure) : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, ThreadGuard> _threads = [];
    private readonly ThreadLocal<ThreadGuard?> _current = new();
    private readonly ThreadLocal<bool> _isTolerated = new();

    /// <summary>The guard of the thread that owns a client.</summary>
    /// <param name="clientId">The client's id: Streamiz names a thread's producer and its consumer alike but for capitals and the last word.</param>
    public ThreadGuard OfThread(string clientId)
    {
        var name = clientId.Replace("-StreamThread-", "-stream-thread-", StringComparison.Ordinal)
            .Replace("-streamiz-producer", string.Empty, StringComparison.Ordinal)
            .Replace("-streamiz-consumer", string.Empty, StringComparison.Ordinal);
        lock (_gate)
        {
            if (!_threads.TryGetValue(name, out var guard))
            {
                guard = new ThreadGuard(
                    onFailure, () => onFailure(new InvalidOperationException($"The Streamiz thread '{name}' has ended; its log says why.")));
                _threads.Add(name, guard);
            }

            return guard;
        }
    }

    /// <summary>A thread reads with its consumer: what it throws from now on is that thread's.</summary>
    public void Enter(ThreadGuard guard) => _current.Value = guard;

    /// <summary>Something went wrong that no exception of Streamiz' tells.</summary>
    public void Report(Exception exception) => onFailure(exception);

    /// <summary>Puts the guard's questions in front of the application's own exception handlers.</summary>
    public void Watch(IStreamConfig config)
    {
        var inner = config.InnerExceptionHandler;
        config.InnerExceptionHandler = exception =>
        {
            _current.Value?.OnFailed(exception);
            var response = inner(exception);
            if (response == ExceptionHandlerResponse.FAIL)
            {
                onFailure(exception);
            }

            return response;
        };
        var production = config.ProductionExceptionHandler;
        config.ProductionExceptionHandler = report =>
        {
            var response = production(report);
            _isTolerated.Value = response != ProductionExceptionHandlerResponse.FAIL;
            return response;
        };
    }

    /// <summary>Lets Streamiz look at a delivery report.</summary>
    /// <returns><see langword="true"/> if the application's own handler said that the failure does not matter, or that Streamiz tries again.</returns>
    public bool IsTolerated(Action look)
    {
        _isTolerated.Value = false;
        look();
        return _isTolerated.Value;
    }

    public void Dispose()
    {
        _current.Dispose();
        _isTolerated.Dispose();
    }
}
