using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>
/// A signal that one thread waits for until an exact time. The runtime's own waits end on whole milliseconds of a coarse clock; on Linux this one uses the
/// kernel's high-resolution timers, elsewhere it makes do with the runtime's.
/// </summary>
internal sealed class ExactSignal : IDisposable
{
    private const int NonBlocking = 0x800;
    private const int SetTimerSlack = 29;
    private const short ReadyToRead = 1;

    private readonly int _event = OperatingSystem.IsLinux() ? EventFd(0, NonBlocking) : -1;
    private readonly AutoResetEvent _fallback = new(initialState: false);

    public ExactSignal()
    {
        if (_event < 0 && OperatingSystem.IsLinux())
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Has the kernel end this thread's waits when they are due: by default it takes up to 50 µs more to wake several threads at once.</summary>
    public static void SharpenTimersOfThread()
    {
        if (OperatingSystem.IsLinux())
        {
            Control(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    public void Set()
    {
        if (_event < 0)
        {
            _fallback.Set();
            return;
        }

        var one = 1L;
        Write(_event, ref one, sizeof(long));
    }

    /// <summary>Waits until it is set or a time has come.</summary>
    /// <param name="due">A <see cref="Stopwatch"/> timestamp; <see cref="long.MaxValue"/> for no end.</param>
    public void WaitUntil(long due)
    {
        var left = due == long.MaxValue ? TimeSpan.FromSeconds(1) : Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        if (_event < 0)
        {
            _fallback.WaitOne(left);
            return;
        }

        var waited = new Polled { Descriptor = _event, Events = ReadyToRead };
        var time = new Time { Seconds = left.Ticks / TimeSpan.TicksPerSecond, Nanoseconds = left.Ticks % TimeSpan.TicksPerSecond * 100 };
        if (Poll(ref waited, 1, ref time, 0) > 0)
        {
            Read(_event, out _, sizeof(long));
        }
    }

    public void Dispose()
    {
        _fallback.Dispose();
        if (_event >= 0)
        {
            Close(_event);
        }
    }

    [DllImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static extern int EventFd(uint initial, int flags);

    [DllImport("libc", EntryPoint = "ppoll")]
    private static extern int Poll(ref Polled polled, nuint count, ref Time timeout, nint signals);

    [DllImport("libc", EntryPoint = "read")]
    private static extern nint Read(int descriptor, out long value, nuint count);

    [DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(int descriptor, ref long value, nuint count);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
