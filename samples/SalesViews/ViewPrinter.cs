using Commands.Streams;

namespace SalesViews;

/// <summary>Prints what changes in the three views. It is an application of its own, and knows only their topics.</summary>
public static class ViewPrinter
{
    /// <summary>Builds the topology.</summary>
    /// <param name="print">Gets a line for each change.</param>
    public static Topology Build(Action<string> print)
    {
        var builder = new StreamsBuilder();
        builder.Stream(SalesTopics.Figures, Consumed.With(Serdes.String, Serdes.Int64))
            .ForEach((product, sold) => print($"sales {product} {sold}"));
        builder.Stream(SalesTopics.ByMinute, Consumed.With(Serdes.String, Serdes.Int64))
            .ForEach((minute, orders) => print($"minute {Minute(minute)} {orders}"));
        builder.Stream(SalesTopics.Named, Consumed.With(Serdes.String, Serdes.String))
            .ForEach((_, order) => print($"order {order}"));
        return builder.Build();
    }

    /// <summary>Makes the product and time of a key readable.</summary>
    private static string Minute(string key)
    {
        var at = key.LastIndexOf('@');
        var start = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(key.AsSpan(at + 1), System.Globalization.CultureInfo.InvariantCulture));
        return $"{key[..at]} {start:HH:mm}";
    }
}
