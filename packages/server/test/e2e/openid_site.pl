# A site that signs somebody in with Net::OpenID::Consumer, asking for the e-mail address.
#
# Environment: LEASEHOLD_URL, RETURN_TO, REALM, STORE (set to keep associations; left out to ask about each answer).
# Prints the address to send the browser to on a line, and for each address that it reads, which is where the browser
# was sent back to, what the site learnt as one JSON object.
use strict;
use warnings;
use JSON::PP;
use LWP::UserAgent;
use Net::OpenID::Consumer;
use URI;
$| = 1;

{
    package Memory;
    sub new { return bless {}, shift }
    sub get { return $_[0]{ $_[1] } }
    sub set { return $_[0]{ $_[1] } = $_[2] }
}

my $attributes = "http://openid.net/srv/ax/1.0";
my @cache = exists $ENV{STORE} ? ( cache => Memory->new ) : ();

sub consumer {
    return Net::OpenID::Consumer->new(
        @cache,
        ua              => LWP::UserAgent->new,
        args            => {@_},
        consumer_secret => "of-this-site",
        required_root   => $ENV{REALM},
        minimum_version => 2,
    );
}

my $identity = consumer()->claimed_identity("$ENV{LEASEHOLD_URL}/accounts/o8/id") or die "no identity";
$identity->set_extension_args( $attributes,
    { mode => "fetch_request", required => "mail", "type.mail" => "http://axschema.org/contact/email" } );
print $identity->check_url( return_to => $ENV{RETURN_TO}, trust_root => $ENV{REALM}, delayed_return => 1 ), "\n";

while ( my $back = <STDIN> ) {
    chomp $back;
    my $answer;
    consumer( URI->new($back)->query_form )->handle_server_response(
        not_openid   => sub { $answer = { status => "not OpenID" } },
        setup_needed => sub { $answer = { status => "setup_needed" } },
        cancelled    => sub { $answer = { status => "cancel" } },
        error        => sub { $answer = { status => "failure" } },
        verified     => sub {
            my ($who) = @_;
            my $email = $who->signed_extension_fields($attributes)->{"value.mail"};
            $answer = { status => "success", identifier => $who->url, email => $email };
        },
    );
    print encode_json($answer), "\n";
}
