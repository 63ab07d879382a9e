using Streamiz.Kafka.Net;

namespace Commands.Streams.Hosting;

/// <summary>What a host was told of a Streamiz application.</summary>
internal sealed record StreamizRegistration(
    string ApplicationId, Action<StreamConfig> Configure, Action<IServiceProvider, StreamBuilder> Describe, StreamizHostOptions Options);
