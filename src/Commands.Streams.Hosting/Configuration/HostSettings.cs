namespace Commands.Streams.Hosting.Configuration;

/// <summary>The options of a host about an application that are text in configuration.</summary>
internal static class HostSettings
{
    public static readonly IReadOnlyList<Setting<StreamsHostOptions>> All =
    [
        Setting.Flag<StreamsHostOptions>(nameof(StreamsHostOptions.StopHostOnFailure), static (options, value) => options.StopHostOnFailure = value),
    ];
}
