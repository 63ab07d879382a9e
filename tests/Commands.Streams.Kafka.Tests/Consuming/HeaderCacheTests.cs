using System.Text;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Consuming;

public sealed class HeaderCacheTests
{
    private readonly HeaderCache _cache = new();

    [Test]
    public void Value_like_the_one_before_shares_its_bytes_and_another_does_not()
    {
        var first = Copy("command-timeout", "30000");
        var second = Copy("command-timeout", "30000");
        var third = Copy("command-timeout", "29999");
        var fourth = Copy("command-timeout", "30000");

        second.Value.Should().BeSameAs(first.Value);
        second.Name.Should().BeSameAs(first.Name);
        Text(third).Should().Be("29999");
        Text(first).Should().Be("30000");
        Text(fourth).Should().Be("30000");
    }

    [Test]
    public void Value_of_the_header_before_is_shared()
    {
        var id = Copy("kafka_correlationId", "7");

        Copy("command-id", "7", id.Value).Value.Should().BeSameAs(id.Value);
        Text(Copy("command-id", "8", id.Value)).Should().Be("8");
    }

    [Test]
    public void Names_that_fall_on_one_place_are_told_apart()
    {
        foreach (var name in Enumerable.Range(0, 500).Select(number => $"n{number}x").Append(string.Empty).Append(new string('l', 100)))
        {
            var header = Copy(name, name.ToUpperInvariant());
            (header.Name, Text(header)).Should().Be((name, name.ToUpperInvariant()));
        }
    }

    [Test]
    public void Null_empty_and_long_values_are_told_apart()
    {
        Copy("a", null).Value.Should().BeNull();
        Copy("a", string.Empty).Value.Should().BeEmpty();
        Text(Copy("a", new string('v', 1000))).Should().HaveLength(1000);
        Copy("a", null).Value.Should().BeNull();
    }

    private static string Text(Header header) => Encoding.UTF8.GetString(header.Value!);

    private Header Copy(string name, string? value, byte[]? neighbour = null)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        return value is null ? _cache.CopyWithoutValue(nameBytes) : _cache.Copy(nameBytes, Encoding.UTF8.GetBytes(value), neighbour);
    }
}
