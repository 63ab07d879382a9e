using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Support;

/// <summary>A delivery failure copied out of the call that reported it.</summary>
internal sealed record NotedFailure(
    string Topic, int Partition, byte[]? Key, byte[]? Value, nint Token, ClientException Error, bool PossiblyPersisted, Headers? Headers);
