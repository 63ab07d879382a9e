using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Serialization;

public sealed class SerdeRegistryTests
{
    private readonly SerdeRegistry _registry = new();

    [Test]
    public void Serdes_of_the_common_types_and_their_nullable_forms_are_found()
    {
        _registry.TryGet<string>(out _).Should().BeTrue();
        _registry.TryGet<byte[]>(out _).Should().BeTrue();
        _registry.TryGet<long>(out _).Should().BeTrue();
        _registry.TryGet<long?>(out _).Should().BeTrue();
        _registry.TryGet<Guid?>(out _).Should().BeTrue();
        _registry.TryGet<bool?>(out _).Should().BeTrue();
    }

    [Test]
    public void A_type_of_a_users_own_is_found_once_it_was_added()
    {
        _registry.TryGet<Uri>(out var none).Should().BeFalse();
        none.Should().BeNull();
        var serde = Serdes.Json<Uri>();
        _registry.Add(serde).TryGet<Uri>(out var found).Should().BeTrue();
        found.Should().BeSameAs(serde);
    }

    [Test]
    public void The_last_serde_of_a_type_counts()
    {
        var latin = Serdes.Text(System.Text.Encoding.Latin1);
        _registry.Add(latin).TryGet<string>(out var found);
        found.Should().BeSameAs(latin);
    }
}
