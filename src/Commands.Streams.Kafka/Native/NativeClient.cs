using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Commands.Streams.Errors;
using static Commands.Streams.Kafka.Native.ClientFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>
/// A client of librdkafka and what keeps it reachable from its callbacks. No exception crosses into native code: those of rebalance and delivery
/// handlers are kept until <see cref="ThrowIfHandlerFailed"/>, which the owner calls after every native call that may have served them.
/// </summary>
internal sealed unsafe class NativeClient : IDisposable
{
    private readonly GCHandle _self;
    private ExceptionDispatchInfo? _handlerFailure;

    private NativeClient(NativeCallbacks callbacks, RebalanceHandler? rebalance, DeliveryReportHandler? delivery)
    {
        Callbacks = callbacks;
        Rebalance = rebalance;
        Delivery = delivery;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>The <c>rd_kafka_t</c>, or zero once disposed.</summary>
    public nint Handle { get; private set; }

    /// <summary>What the client tells besides records.</summary>
    public NativeCallbacks Callbacks { get; }

    /// <summary>Hears of rebalances.</summary>
    public RebalanceHandler? Rebalance { get; }

    /// <summary>Hears of deliveries.</summary>
    public DeliveryReportHandler? Delivery { get; }

    /// <summary>Makes a client and takes the configuration over.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="configuration">The options; not usable afterwards.</param>
    /// <param name="callbacks">What to tell whom.</param>
    /// <param name="rebalance">Hears of rebalances; for consumers in a group.</param>
    /// <param name="delivery">Hears of deliveries; for producers.</param>
    /// <exception cref="ClientException">The options contradict each other, or name a file that cannot be read.</exception>
    public static NativeClient Create(
        NativeClientType type,
        NativeConfiguration configuration,
        NativeCallbacks callbacks,
        RebalanceHandler? rebalance = null,
        DeliveryReportHandler? delivery = null)
    {
        var client = new NativeClient(callbacks, rebalance, delivery);
        try
        {
            CallbackEntryPoints.Register(configuration.Handle, client, GCHandle.ToIntPtr(client._self));
            client.Open(type, configuration);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what a handler threw; the first failure wins.</summary>
    public void KeepHandlerFailure(Exception exception) => _handlerFailure ??= ExceptionDispatchInfo.Capture(exception);

    /// <summary>Throws what a handler threw inside the last native call, if it did.</summary>
    public void ThrowIfHandlerFailed()
    {
        if (_handlerFailure is { } failure)
        {
            _handlerFailure = null;
            failure.Throw();
        }
    }

    /// <summary>Discards the exception of a handler if the native call itself failed and has more information.</summary>
    public void DropHandlerFailure() => _handlerFailure = null;

    /// <summary>The id of the cluster, as the first broker that was reached has said it.</summary>
    /// <param name="timeout">How long to wait for a broker to say it.</param>
    /// <returns>The id; null if none has said it yet, or if the cluster has none.</returns>
    public string? ClusterId(TimeSpan timeout)
    {
        var id = rd_kafka_clusterid(Handle, NativeTimeout.Milliseconds(timeout));
        if (id == null)
        {
            return null;
        }

        var text = Marshal.PtrToStringUTF8((nint)id);
        rd_kafka_mem_free(Handle, id);
        return text;
    }

    /// <summary>Ends the client. A consumer leaves its group without being asked only after its owner has closed it.</summary>
    public void Dispose()
    {
        if (Handle != 0)
        {
            rd_kafka_destroy_flags(Handle, DestroyWithoutConsumerClose);
            Handle = 0;
        }

        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    private void Open(NativeClientType type, NativeConfiguration configuration)
    {
        const int size = 512;
        var reason = stackalloc byte[size];
        Handle = rd_kafka_new(type, configuration.Handle, reason, size);
        if (Handle == 0)
        {
            throw new ClientException(
                ClientErrorKind.Fatal,
                NativeError.NameOf(ErrorFunctions.rd_kafka_last_error()),
                $"The Kafka client refuses its configuration: {Marshal.PtrToStringUTF8((nint)reason)}.");
        }

        configuration.Release();
        if (Callbacks.RefreshToken is not null && NativeError.Take(rd_kafka_sasl_background_callbacks_enable(Handle)) is { } error)
        {
            throw new ClientException(ClientErrorKind.Fatal, error.Name, $"The Kafka client cannot refresh tokens in the background: {error.Reason}.");
        }
    }
}
