namespace Commands.Streams.Testing.Brokers;

/// <summary>Who a producer is to the cluster. A larger epoch of the same id shuts the smaller ones out.</summary>
internal readonly record struct ProducerIdentity(long Id, int Epoch);
