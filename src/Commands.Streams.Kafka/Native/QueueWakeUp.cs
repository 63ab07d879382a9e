using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>
/// Calls an action whenever an empty queue gets its first element. The action runs on a thread of librdkafka, under the queue's lock. A queue is
/// detached before its handle is given back, and all of them before this object is disposed.
/// </summary>
internal sealed unsafe class QueueWakeUp : IDisposable
{
    private readonly Action _wake;
    private GCHandle _self;

    /// <summary>Makes a wake-up.</summary>
    /// <param name="wake">Must return at once, call nothing of the client, and not throw.</param>
    public QueueWakeUp(Action wake)
    {
        _wake = wake;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>Ends the calls for a queue.</summary>
    public static void Detach(nint queue) => rd_kafka_queue_cb_event_enable(queue, null, 0);

    /// <summary>Begins the calls for a queue.</summary>
    public void Attach(nint queue) => rd_kafka_queue_cb_event_enable(queue, &OnEvent, GCHandle.ToIntPtr(_self));

    /// <summary>Gives the handle back.</summary>
    public void Dispose()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnEvent(nint client, nint opaque)
    {
        try
        {
            ((QueueWakeUp)GCHandle.FromIntPtr(opaque).Target!)._wake();
        }
        catch (Exception)
        {
            // A signal that cannot be set has nobody to tell on this thread; the worker's own poll interval finds the queue all the same.
        }
    }
}
