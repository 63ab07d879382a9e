namespace Commands.Streams.Hosting.Configuration;

/// <summary>The host's options about an application that can be set by configuration.</summary>
internal static class HostSettings
{
    public static readonly IReadOnlyList<Setting<StreamsHostOptions>> All =
    [
        Setting.Flag<StreamsHostOptions>(nameof(StreamsHostOptions.StopHostOnFailure), static (options, value) => options.StopHostOnFailure = value),
    ];
}
