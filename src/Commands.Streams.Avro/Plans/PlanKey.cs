using System.Runtime.CompilerServices;
using Avro;

namespace Commands.Streams.Avro.Plans;

/// <summary>The key of a record plan: the schemas, by identity, and the type.</summary>
internal readonly struct PlanKey(Schema writer, Schema reader, Type type) : IEquatable<PlanKey>
{
    private readonly Schema _writer = writer;
    private readonly Schema _reader = reader;
    private readonly Type _type = type;

    public bool Equals(PlanKey other) => ReferenceEquals(_writer, other._writer) && ReferenceEquals(_reader, other._reader) && _type == other._type;

    public override bool Equals(object? obj) => obj is PlanKey other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_writer), RuntimeHelpers.GetHashCode(_reader), _type);
}
