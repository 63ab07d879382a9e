using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SalesViews.CommandLine;

/// <summary>Makes hosts whose log goes to standard error, since standard output is the sample's result.</summary>
internal static class SampleHost
{
    public static HostApplicationBuilder CreateBuilder()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        Configure(builder.Logging);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // Says with a stack trace what the sample prints as a sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        return builder;
    }

    private static void Configure(ILoggingBuilder logging)
    {
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
    }
}
