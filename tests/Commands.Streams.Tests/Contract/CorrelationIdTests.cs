using CsCheck;

namespace Commands.Streams.Tests;

public sealed class CorrelationIdTests
{
    [Test]
    public void Ids_are_equal_byte_for_byte() => Gen.Select(Gen.Byte.Array[1, 20], Gen.Byte.Array[1, 20]).Sample((left, right) =>
    {
        var (one, other) = (CorrelationId.FromBytes(left), CorrelationId.FromBytes(right));

        one.Should().Be(CorrelationId.FromBytes(left));
        one.GetHashCode().Should().Be(CorrelationId.FromBytes(left).GetHashCode());
        (one == other).Should().Be(left.AsSpan().SequenceEqual(right));
    });

    [Test]
    public void Bytes_are_copied()
    {
        byte[] bytes = [1, 2];
        var id = CorrelationId.FromBytes(bytes);

        bytes[0] = 9;

        id.Bytes.ToArray().Should().Equal(1, 2);
    }

    [Test]
    public void Text_is_printed_as_text_and_other_bytes_in_hexadecimal()
    {
        CorrelationId.FromText("c-1").ToString().Should().Be("c-1");
        CorrelationId.FromBytes([0, 255]).ToString().Should().Be("00ff");
    }

    [Test]
    public void Every_id_names_a_command() => Gen.Byte.Array[1, CorrelationId.MaxLength].Sample(bytes =>
    {
        var commandId = CommandId.From(CorrelationId.FromBytes(bytes));

        CommandId.FromText(commandId.Text).Should().Be(commandId);
    });

    [Test]
    public void Too_few_and_too_many_bytes_are_refused()
    {
        FluentActions.Invoking(() => CorrelationId.FromBytes([])).Should().Throw<ArgumentException>().WithMessage("*not 0*");
        FluentActions.Invoking(() => CorrelationId.FromBytes(new byte[513])).Should().Throw<ArgumentException>().WithMessage("*not 513*");
        FluentActions.Invoking(() => CommandId.FromText("")).Should().Throw<ArgumentException>();
    }
}
