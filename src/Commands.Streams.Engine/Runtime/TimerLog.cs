namespace Commands.Streams.Runtime;

/// <summary>Writes to the log from a timer's thread, where an exception thrown by the logger would end the process.</summary>
internal static class TimerLog
{
    public static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception)
        {
            // The logger itself threw, so there is nowhere to report it.
        }
    }
}
