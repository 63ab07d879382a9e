namespace Commands.Streams.Runtime;

/// <summary>Writes to the log from a timer's thread, where an exception of the logger would end the process.</summary>
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
            // The logger is what throws, so nobody can be told.
        }
    }
}
