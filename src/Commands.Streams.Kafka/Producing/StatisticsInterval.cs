using System.Globalization;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// Has a producer report its statistics each second, for this library's own use, and hands them to the user as often as the user asked for and no more.
/// </summary>
internal static class StatisticsInterval
{
    private const string Name = "statistics.interval.ms";
    private const int Milliseconds = 1_000;

    /// <summary>Shortens the interval if it is longer than a second, or off.</summary>
    /// <returns>What hears the statistics for the user; <see langword="null"/> for nobody.</returns>
    public static Action<string>? Shorten(NativeConfiguration configuration, Action<string>? user)
    {
        _ = int.TryParse(configuration.Get(Name), CultureInfo.InvariantCulture, out var wanted);
        if (wanted is > 0 and <= Milliseconds)
        {
            return user;
        }

        configuration.Set(Name, $"{Milliseconds}");
        return user is null || wanted <= 0 ? null : EveryNth(user, (wanted + Milliseconds - 1) / Milliseconds);
    }

    private static Action<string> EveryNth(Action<string> user, int every)
    {
        var count = 0;
        return json =>
        {
            if (++count >= every)
            {
                count = 0;
                user(json);
            }
        };
    }
}
