using Streamiz.Kafka.Net;

namespace Commands.Streams.Hosting;

/// <summary>What a host was told of a Streamiz application.</summary>
internal sealed record StreamizRegistration(
    string ApplicationId, Action<IStreamConfig> Configure, Action<IServiceProvider, StreamBuilder> Describe, StreamizHostOptions Options);
