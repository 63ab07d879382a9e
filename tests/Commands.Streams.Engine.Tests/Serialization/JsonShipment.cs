namespace Commands.Streams.Tests.Serialization;

/// <summary>Something to write as JSON.</summary>
internal sealed record JsonShipment(long OrderId, string TrackingNumber);
